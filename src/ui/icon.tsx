interface IconProps {
  /** One of icon-paths.ts. */
  readonly path: string
}

/** A drawing beside a text that says the same, so that assistive technology leaves it out. */
export function Icon({ path }: IconProps) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={path} />
    </svg>
  )
}
