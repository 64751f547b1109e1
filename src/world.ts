import type { Channel, NearWorld, World } from './session/world.ts'
import { webCrypto } from './web-crypto.ts'

/** The browser, as the session sees it. Each part that this browser lacks or refuses is null. */
export function browserWorld(language: () => string): World {
  return {
    ...nearWorld(language),
    storage: storageOpenedBy(usableStorage),
    random: () => Math.random(),
    attention: { isVisible: () => document.visibilityState === 'visible', onWake },
    channel: openChannel(),
    locks: 'locks' in navigator ? navigator.locks : null,
  }
}

/** As much of it as there is before the app is fetched, and costs next to nothing. */
export function nearWorld(language: () => string): NearWorld {
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
    page: { ...page, isLeaving: () => false },
    storage: storageOpenedBy(readableStorage),
    language,
  }
}

function storageOpenedBy(open: (get: () => Storage) => Storage | null): World['storage'] {
  return {
    tab: open(() => sessionStorage),
    browser: open(() => localStorage),
    onChange: (listener) => addEventListener('storage', listener),
  }
}

const page = {
  origin: location.origin,
  currentPath: () => location.pathname + location.search + location.hash,
  replacePath: (path: string) => history.replaceState(null, '', path),
  leaveFor: (url: string) => location.assign(url),
}

/** Where cookies are blocked, merely reading the property throws. */
function readableStorage(get: () => Storage): Storage | null {
  try {
    return get()
  } catch {
    return null
  }
}

/** A full storage throws only when it is written, which takes time to find out. */
function usableStorage(get: () => Storage): Storage | null {
  const probe = 'toyseven.probe'
  try {
    const storage = get()
    storage.setItem(probe, probe)
    storage.removeItem(probe)
    return storage
  } catch {
    return null
  }
}

/** `resume` is the Page Lifecycle's word for a frozen tab that is thawed; only Chromium has it. */
function onWake(listener: () => void): () => void {
  const onVisibility = () => {
    if (document.visibilityState === 'visible') listener()
  }
  const onPageShow = ({ persisted }: PageTransitionEvent) => {
    if (persisted) listener()
  }
  document.addEventListener('visibilitychange', onVisibility)
  document.addEventListener('resume', listener)
  window.addEventListener('pageshow', onPageShow)
  window.addEventListener('online', listener)
  return () => {
    document.removeEventListener('visibilitychange', onVisibility)
    document.removeEventListener('resume', listener)
    window.removeEventListener('pageshow', onPageShow)
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
