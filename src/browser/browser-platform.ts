import type { BootPlatform, Channel, Platform } from './platform.ts'
import { onReturn } from './navigation-type.ts'
import { readableStorage } from './readable-storage.ts'
import { webCrypto } from './web-crypto.ts'

/** @param basename the app's own path without a final slash; empty at the root of the host */
export function browserPlatform(basename: string, language: () => string): Platform {
  const boot = bootPlatform(basename, language)
  return {
    ...boot,
    page: { ...boot.page, onReturn, isUserActive },
    random: () => Math.random(),
    attention: { isVisible: () => document.visibilityState === 'visible', onWake },
    channel: openChannel(),
    locks: 'locks' in navigator ? navigator.locks : null,
  }
}

/** The part that exists before the app is fetched, and costs next to nothing to create. */
export function bootPlatform(basename: string, language: () => string): BootPlatform {
  return {
    fetch: (input, init) => fetch(input, init),
    clock: {
      wallMs: () => Date.now(),
      monotonicMs: () => performance.now(),
      after(delayMs, callback) {
        const timer = setTimeout(callback, delayMs)
        return () => clearTimeout(timer)
      },
    },
    crypto: webCrypto,
    page: pageBelow(basename),
    storage: {
      tab: readableStorage(() => sessionStorage),
      browser: readableStorage(() => localStorage),
      onChange: (listener) => addEventListener('storage', listener),
    },
    language,
  }
}

function pageBelow(basename: string): BootPlatform['page'] {
  return {
    home: location.origin + basename,
    currentPath: () => (location.pathname.slice(basename.length) || '/') + location.search + location.hash,
    replacePath: (path) => history.replaceState(null, '', path),
    leaveFor: (url) => location.assign(url),
  }
}

/** Firefox before 120 and Safari before 16.4 cannot tell. */
function isUserActive(): boolean {
  return 'userActivation' in navigator ? navigator.userActivation.isActive : true
}

/** `resume` is the Page Lifecycle's event for a frozen tab that is thawed; only Chromium has it. */
function onWake(listener: () => void): () => void {
  const onVisibility = () => {
    if (document.visibilityState === 'visible') listener()
  }
  const stopReturn = onReturn(listener)
  document.addEventListener('visibilitychange', onVisibility)
  document.addEventListener('resume', listener)
  window.addEventListener('online', listener)
  return () => {
    stopReturn()
    document.removeEventListener('visibilitychange', onVisibility)
    document.removeEventListener('resume', listener)
    window.removeEventListener('online', listener)
  }
}

function openChannel(): Channel | null {
  try {
    const channel = new BroadcastChannel('toyseven.session')
    return {
      post: (message) => channel.postMessage(message),
      onMessage: (listener) => channel.addEventListener('message', ({ data }) => listener(data)),
    }
  } catch {
    return null
  }
}
