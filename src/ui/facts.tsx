import type { ReactNode } from 'react'

interface FactsProps {
  readonly children: ReactNode
}

export function Facts({ children }: FactsProps) {
  return <dl className="facts">{children}</dl>
}

interface FactProps {
  readonly label: string
  readonly children: ReactNode
}

export function Fact({ label, children }: FactProps) {
  return (
    <div className="fact">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
