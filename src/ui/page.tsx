import type { ReactNode } from 'react'

interface PageProps {
  readonly title: string
  readonly header?: ReactNode
  readonly children: ReactNode
  readonly problem?: string
}

/** One screen: a header, one `main`; sets the document's title. */
export function Page({ title, header, children, problem }: PageProps) {
  return (
    <>
      <title>{title}</title>
      {header}
      <main className="page" data-problem={problem}>
        {children}
      </main>
    </>
  )
}
