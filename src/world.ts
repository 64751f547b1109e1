import type { Channel, World } from './session/world.ts'

/** The browser, as the session sees it. Each part that this browser lacks or refuses is null. */
export function browserWorld(language: () => string): World {
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
    random: () => Math.random(),
    page: {
      origin: location.origin,
      currentPath: () => location.pathname + location.search + location.hash,
      replacePath: (path) => history.replaceState(null, '', path),
      leaveFor: (url) => location.assign(url),
    },
    storage: { tab: usableStorage(() => sessionStorage), browser: usableStorage(() => localStorage) },
    channel: openChannel(),
    locks: 'locks' in navigator ? navigator.locks : null,
    language,
  }
}

/** Where cookies are blocked, merely reading the property throws; a full storage throws when written. */
export function usableStorage(open: () => Storage): Storage | null {
  const probe = 'toyseven.probe'
  try {
    const storage = open()
    storage.setItem(probe, probe)
    storage.removeItem(probe)
    return storage
  } catch {
    return null
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
