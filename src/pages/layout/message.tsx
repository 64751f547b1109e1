import { useLayoutEffect, useRef, type ReactNode } from 'react'
import { Icon } from '../../ui/icon.tsx'
import { useAppName } from '../../react/use-site.ts'
import { SitePage } from './site-page.tsx'

interface MessageProps {
  readonly title: string
  /** One of ui/icon-paths.ts. */
  readonly icon: string
  readonly problem?: string
  readonly isBare?: boolean | undefined
  readonly children: ReactNode
}

/** A page with one message and the next step. The title takes the focus, so that a screen reader reads it first. */
export function Message({ title, icon, problem, isBare, children }: MessageProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => heading.current?.focus(), [])
  return (
    <SitePage title={`${title} · ${useAppName()}`} problem={problem} isBare={isBare}>
      <div className="message">
        <Icon path={icon} />
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {children}
      </div>
    </SitePage>
  )
}
