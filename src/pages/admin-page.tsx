import { useMessages } from '../i18n/language-context.tsx'
import { RequireGroup } from '../react/guards/require-group.tsx'
import { useAppName } from '../react/use-site.ts'
import { ApiCard } from './account/api-card.tsx'
import { SitePage } from './layout/site-page.tsx'
import { ForbiddenPage } from './status/forbidden-page.tsx'

/** An example of a page for one group of users. */
export function AdminPage() {
  return (
    <RequireGroup group="admins" forbidden={<ForbiddenPage />}>
      <AdminReport />
    </RequireGroup>
  )
}

function AdminReport() {
  const words = useMessages('secondary')
  return (
    <SitePage title={`${words.adminTitle} · ${useAppName()}`}>
      <h1 tabIndex={-1}>{words.adminTitle}</h1>
      <p className="muted">{words.adminLead}</p>
      <ApiCard path="/admin/report" />
    </SitePage>
  )
}
