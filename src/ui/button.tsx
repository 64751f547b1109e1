import type { ButtonHTMLAttributes } from 'react'

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: 'primary' | 'secondary'
  readonly size?: 'normal' | 'small'
  /** The action is running; a second press does nothing. */
  readonly isBusy?: boolean
}

export function Button({ look = 'primary', size = 'normal', isBusy = false, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className={`button ${look} ${size}`}
      aria-busy={isBusy}
      aria-disabled={isBusy}
      onClick={isBusy ? undefined : onClick}
      {...rest}
    />
  )
}
