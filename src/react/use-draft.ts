import { useState } from 'react'
import { useSession } from './use-session.ts'

/**
 * A text field's value that survives a reload, an expired session, and the way to the hosted UI and back. It is removed
 * when the user signs out.
 *
 * @param name tells the user's drafts apart
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
