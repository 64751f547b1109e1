import { useId, useState } from 'react'
import type { Api, ApiAnswer } from '../api/api.ts'
import { useMessages } from '../i18n/language-context.tsx'
import { RequireFreshSignIn } from '../react/guards/require-fresh-sign-in.tsx'
import { useApi } from '../react/use-api.ts'
import { useDraft } from '../react/use-draft.ts'
import { useAppName } from '../react/use-site.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { ApiResult } from './account/api-result.tsx'
import { SitePage } from './layout/site-page.tsx'
import { ConfirmSignInPage } from './status/confirm-sign-in-page.tsx'

/** As the API's own rule for payments. */
const maxAge = 300

/** An example of a page that needs a recent sign-in. */
export function PaymentPage() {
  const words = useMessages('secondary')
  const api = useApi()
  return (
    <RequireFreshSignIn maxAge={maxAge} confirm={<ConfirmSignInPage maxAge={maxAge} />}>
      <SitePage title={`${words.paymentTitle} · ${useAppName()}`}>
        <h1 tabIndex={-1}>{words.paymentTitle}</h1>
        <p className="muted">{words.paymentLead}</p>
        {api === null ? <p className="notice">{words.noApi}</p> : <Payment api={api} />}
      </SitePage>
    </RequireFreshSignIn>
  )
}

function Payment({ api }: { readonly api: Api }) {
  const words = useMessages('secondary')
  const [reference, setReference] = useDraft('payment')
  const [isSending, setIsSending] = useState(false)
  const [answer, setAnswer] = useState<ApiAnswer | null>(null)
  const id = useId()
  const send = async () => {
    setIsSending(true)
    const sent = await api.send('/payments', { method: 'POST', json: { reference } })
    if (sent.kind === 'answer') setReference('')
    setAnswer(sent)
    setIsSending(false)
  }
  return (
    <Card title={words.paymentCard}>
      <div className="field">
        <label htmlFor={id}>{words.paymentReference}</label>
        <input id={id} type="text" value={reference} onChange={({ target }) => setReference(target.value)} />
      </div>
      <div>
        <Button size="small" isBusy={isSending} onClick={() => void send()}>
          {words.pay}
        </Button>
      </div>
      <div role="status">{answer !== null && <ApiResult answer={answer} />}</div>
    </Card>
  )
}
