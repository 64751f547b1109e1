import type { ReactNode } from 'react'
import { Footer } from './footer.tsx'
import { Header } from './header.tsx'
import { Mark } from '../../ui/mark.tsx'
import { useAppName } from '../../react/use-site.ts'

interface SitePageProps {
  readonly title: string
  /** For the whole page, e.g. the kind of a problem. */
  readonly problem?: string | undefined
  /** For a page outside the router and the session, as after a bug. */
  readonly isBare?: boolean | undefined
  readonly children: ReactNode
}

/** A screen: header, one `main`, footer, in the columns that all screens share. Sets the document's title. */
export function SitePage({ title, problem, isBare = false, children }: SitePageProps) {
  return (
    <>
      <title>{title}</title>
      {isBare ? <BareHeader /> : <Header />}
      <main className="page" data-problem={problem}>
        {children}
      </main>
      {!isBare && <Footer />}
    </>
  )
}

function BareHeader() {
  return (
    <header className="header">
      <span className="name">
        <Mark />
        <span>{useAppName()}</span>
      </span>
    </header>
  )
}
