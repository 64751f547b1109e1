import { useId } from 'react'
import { useDraft } from '../../react/use-draft.ts'
import { useMessages } from '../../i18n/language-context.tsx'
import { Card } from '../../ui/card.tsx'

/** A text that survives an expired session: see useDraft. */
export function NoteCard() {
  const words = useMessages('secondary')
  const [note, setNote] = useDraft('note')
  const id = useId()
  return (
    <Card title={words.note}>
      <div className="field">
        <label htmlFor={id}>{words.noteLabel}</label>
        <textarea id={id} rows={3} value={note} onChange={({ target }) => setNote(target.value)} />
        <p className="muted">{words.noteHint}</p>
      </div>
    </Card>
  )
}
