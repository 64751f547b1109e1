import { brandMark } from '../brand.ts'

/** The product's mark: see brand.ts. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true">
      {brandMark.map(({ d, fill }) => (
        <path key={d} className={fill} d={d} />
      ))}
    </svg>
  )
}
