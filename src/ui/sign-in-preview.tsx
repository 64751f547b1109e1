import { Icon } from './icon.tsx'
import { Mark } from './mark.tsx'

const checkIcon = 'm5 12.5 4.5 4.5L19 7.5'
const lockIcon = 'M7 11V8a5 5 0 0 1 10 0v3m-11 0h12a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2v-6a2 2 0 0 1 2-2z'

/** Shows without words what a sign-in does: the hosted UI has the password, and the app gets the user. */
export function SignInPreview() {
  return (
    <div className="preview" aria-hidden="true">
      <div className="preview-card hosted-ui">
        <span className="preview-address">
          <Icon path={lockIcon} />
          auth.amazoncognito.com
        </span>
        <span className="preview-line short" />
        <span className="preview-field" />
        <span className="preview-field dots">••••••••</span>
        <span className="preview-button" />
      </div>
      <div className="preview-card app">
        <Mark />
        <span className="preview-lines">
          <span className="preview-line" />
          <span className="preview-line short" />
        </span>
        <span className="preview-check">
          <Icon path={checkIcon} />
        </span>
      </div>
    </div>
  )
}
