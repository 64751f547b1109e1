import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../local-cognito/free-port.ts'

interface WebKitDriver {
  readonly url: string
  readonly close: () => Promise<void>
}

/** Starts WebKitWebDriver at a free port, on an X server of its own if there is one. */
export async function startWebKitDriver(program: string, xServer: string | null): Promise<WebKitDriver> {
  const screen =
    xServer === null
      ? null
      : spawn(xServer, ['-displayfd', '1', '-nolisten', 'tcp'], { stdio: ['ignore', 'pipe', 'ignore'] })
  const display = screen === null ? {} : { DISPLAY: await firstLine(screen), WAYLAND_DISPLAY: '', GDK_BACKEND: 'x11' }
  const port = await freePort()
  // The pages are in the language of the browser.
  const env = { ...process.env, LC_ALL: 'C.UTF-8', LANGUAGE: 'en_US', ...display }
  const driver = spawn(program, [`--port=${port}`], { stdio: 'ignore', env })
  const close = async () => {
    await end(driver)
    if (screen !== null) await end(screen)
  }
  const url = `http://127.0.0.1:${port}`
  try {
    await waitForAnswer(`${url}/status`)
  } catch (error) {
    await close()
    throw error
  }
  return { url, close }
}

/** With `-displayfd 1` an X server chooses a free display and writes its number. */
async function firstLine(screen: ChildProcess): Promise<string> {
  if (screen.stdout === null) throw new Error('The X server has no output.')
  const [number] = await once(screen.stdout, 'data', { signal: AbortSignal.timeout(startLimitMs) })
  return `:${String(number).trim()}`
}

const startLimitMs = 10_000

async function waitForAnswer(url: string): Promise<void> {
  const endMs = performance.now() + startLimitMs
  for (;;) {
    try {
      await fetch(url)
      return
    } catch (error) {
      if (performance.now() > endMs) throw new Error('WebKitWebDriver does not answer.', { cause: error })
      await pause(50)
    }
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill()
  await exit
}
