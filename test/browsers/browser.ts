/** A browser as a user sees it: tabs with pages. Each driver implements it. */
export interface Browser {
  /** Name and version, as the browser reports them. */
  readonly version: string
  /** The errors in the console of its pages so far, or null if the driver does not report them. */
  consoleErrors(): readonly string[] | null
  openTab(url: string): Promise<Tab>
  close(): Promise<void>
}

/** The methods reject while a page is being replaced by the next one. The caller tries again: see `retry`. */
export interface Tab {
  open(url: string): Promise<void>
  /** Clicks the element at an XPath. Rejects if there is none. */
  click(xpath: string): Promise<void>
  type(xpath: string, text: string): Promise<void>
  /** The visible text. */
  text(): Promise<string>
  /** The URL of the document that the tab shows, not of one that it is loading. */
  url(): Promise<string>
  /** As the browser's own button does. */
  back(): Promise<void>
  reload(): Promise<void>
  close(): Promise<void>
}

export const innerText = 'document.body.innerText'
