/** The icon of the tab: a key. Without one, browsers request /favicon.ico, which the pages' policy blocks. */
export const poolIcon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#aa4d00"/><path d="M15 17a4.5 4.5 0 1 1-3-3l8-8 3 3-2 2 2 2-2 2-2-2z" transform="translate(1 4)" fill="none" stroke="#fff" stroke-width="2.5" stroke-linejoin="round"/></svg>
`
