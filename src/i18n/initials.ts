/** Hangul and Han names are written without spaces, the family name first. */
const writtenTogether = /^[\p{Script=Hangul}\p{Script=Han}]{2,5}$/u

/**
 * What stands for a user without a picture: the first letters of the first and the last word, as a reader sees letters.
 * Of a Hangul or Han name without spaces, the last two, since a family name alone says little.
 */
export function initialsOf(name: string): string {
  const trimmed = name.trim()
  if (writtenTogether.test(trimmed)) return trimmed.slice(-2)
  const words = trimmed
    .replace(/@.*/, '')
    .split(/[\s._-]+/)
    .filter(Boolean)
  const [first = '', last = ''] = [words[0], words.length > 1 ? words.at(-1) : '']
  return (firstLetter(first) + firstLetter(last)).toLocaleUpperCase()
}

function firstLetter(word: string): string {
  for (const { segment } of new Intl.Segmenter().segment(word)) return segment
  return ''
}
