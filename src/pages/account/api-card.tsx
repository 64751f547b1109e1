import { useState } from 'react'
import type { Api, ApiAnswer } from '../../api/api.ts'
import { useApi } from '../../react/use-api.ts'
import { useMessages } from '../../i18n/language-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { ApiResult } from './api-result.tsx'

interface ApiCardProps {
  /** Below the API's URL. */
  readonly path?: string
}

/** Calls the API with the access token and shows its response. Empty if no API is configured. */
export function ApiCard({ path = '/me' }: ApiCardProps) {
  const api = useApi()
  return api === null ? null : <ApiCall api={api} path={path} />
}

function ApiCall({ api, path }: { readonly api: Api; readonly path: string }) {
  const words = useMessages('secondary')
  const [isCalling, setIsCalling] = useState(false)
  const [answer, setAnswer] = useState<ApiAnswer | null>(null)
  const onClick = async () => {
    setIsCalling(true)
    setAnswer(await api.send(path))
    setIsCalling(false)
  }
  return (
    <Card title={words.api}>
      <p className="muted">{words.apiLead}</p>
      <div>
        <Button look="secondary" size="small" isBusy={isCalling} onClick={() => void onClick()}>
          {words.callApi}
        </Button>
      </div>
      <div role="status">{answer !== null && <ApiResult answer={answer} />}</div>
    </Card>
  )
}
