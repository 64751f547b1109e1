import { render } from '@testing-library/react'
import { StrictMode, type ReactNode } from 'react'
import type { Session } from '../../src/auth/session/session.ts'
import { AuthProvider } from '../../src/react/auth-provider.tsx'

/** Renders code that knows react-oidc-context, below the app's provider and under StrictMode. */
export function showInProvider(session: Session, children: ReactNode) {
  return render(
    <StrictMode>
      <AuthProvider session={session}>{children}</AuthProvider>
    </StrictMode>,
  )
}
