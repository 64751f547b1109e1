import { useLayoutEffect, useRef, type ReactNode } from 'react'
import { Page } from '../../ui/page.tsx'
import { useAppName } from './app-name.ts'

interface MessageProps {
  readonly title: string
  readonly problem?: string
  readonly header?: ReactNode
  readonly children: ReactNode
}

/** A page with one message and the next step. The title takes the focus, so that a screen reader reads it first. */
export function Message({ title, problem, header, children }: MessageProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => heading.current?.focus(), [])
  return (
    <Page title={`${title} · ${useAppName()}`} header={header} {...(problem === undefined ? {} : { problem })}>
      <div className="centred">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {children}
      </div>
    </Page>
  )
}
