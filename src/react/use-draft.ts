import { useState } from 'react'
import { useSession } from './use-session.ts'

/**
 * A text field's value that outlives the page: a reload, an expired session, the way to the hosted UI and back. Goes
 * when the person signs out.
 *
 * @param name tells it from the person's other drafts
 */
export function useDraft(name: string): readonly [text: string, setText: (text: string) => void] {
  const { readDraft, writeDraft } = useSession()
  const [text, setText] = useState(() => readDraft(name))
  const change = (next: string) => {
    setText(next)
    writeDraft(name, next)
  }
  return [text, change]
}
