/** A form of a page, as a browser without JavaScript sees it. */
export type HtmlForm = {
  readonly action: string
  readonly hidden: readonly (readonly [string, string])[]
  readonly markup: string
}

/** Finds the forms of a page of the local pool. It does not parse other HTML. */
export function readForms(page: string): HtmlForm[] {
  return [...page.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].map(([, attributes = '', markup = '']) => ({
    action: attribute(attributes, 'action') ?? '',
    hidden: [...markup.matchAll(/<input type="hidden"([^>]*)>/g)].map(
      ([, input = '']) => [attribute(input, 'name') ?? '', attribute(input, 'value') ?? ''] as const,
    ),
    markup,
  }))
}

/** An attribute's value in a tag, unescaped. */
function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1]
  return value
    ?.replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
