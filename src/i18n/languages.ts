/** The app's languages; each has a folder of this name in `messages`. The first is for browsers with no other of them. */
export const languages = ['en', 'ko'] as const

export type Language = (typeof languages)[number]
