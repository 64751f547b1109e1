import { connect, createServer, type Server, type Socket } from 'node:net'

/** The network between a browser and every host. */
export interface Network {
  readonly roundTripMs: number
  /** Shared by all connections; null for no limit. */
  readonly downBytesPerMs: number | null
  readonly upBytesPerMs: number | null
}

/** One direction of a network: it sends one byte after the other, and each arrives half a round trip later. */
class Lane {
  readonly #bytesPerMs: number | null
  #freeAtMs = 0

  constructor(bytesPerMs: number | null) {
    this.#bytesPerMs = bytesPerMs
  }

  /** Adds bytes to the queue, and returns the time at which the last of them is sent. */
  sentAtMs(bytes: number, fromMs: number): number {
    const startMs = Math.max(fromMs, this.#freeAtMs)
    this.#freeAtMs = startMs + (this.#bytesPerMs === null ? 0 : bytes / this.#bytesPerMs)
    return this.#freeAtMs
  }
}

const pieceBytes = 4096

/**
 * Forwards bytes between the browser and local servers, and delays every byte as a network would. A program cannot delay
 * the TCP handshake itself, so the relay holds back the browser's first bytes for one round trip, the cost of that
 * handshake. It forwards TLS unchanged, so the TLS handshake has its real cost. It does not simulate TCP slow start.
 */
export class Relay {
  #network: Network = { roundTripMs: 0, downBytesPerMs: null, upBytesPerMs: null }
  #up = new Lane(null)
  #down = new Lane(null)
  readonly #servers: Server[] = []
  readonly #sockets = new Set<Socket>()

  /** Applies to new connections and to those that are already open. */
  setNetwork(network: Network): void {
    this.#network = network
    this.#up = new Lane(network.upBytesPerMs)
    this.#down = new Lane(network.downBytesPerMs)
  }

  /** Listens on a port, and forwards every connection to another port. */
  async open(port: number, targetPort: number): Promise<void> {
    const server = createServer((client) => this.#forward(client, targetPort))
    this.#servers.push(server)
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await Promise.all(this.#servers.map((server) => new Promise((resolve) => server.close(resolve))))
  }

  #forward(client: Socket, targetPort: number): void {
    const target = connect(targetPort, '127.0.0.1')
    const connectedAtMs = performance.now() + this.#network.roundTripMs
    this.#deliver(client, target, (bytes) => this.#up.sentAtMs(bytes, Math.max(performance.now(), connectedAtMs)))
    this.#deliver(target, client, (bytes) => this.#down.sentAtMs(bytes, performance.now()))
  }

  #deliver(from: Socket, to: Socket, sentAtMs: (bytes: number) => number): void {
    const arrivals = new DelayQueue()
    const arriveMs = (bytes: number) => sentAtMs(bytes) + this.#network.roundTripMs / 2
    this.#sockets.add(from)
    from.setNoDelay(true)
    from.on('data', (chunk: Buffer) => {
      for (let at = 0; at < chunk.length; at += pieceBytes) {
        const piece = chunk.subarray(at, at + pieceBytes)
        arrivals.add(arriveMs(piece.length), () => void (to.destroyed || to.write(piece)))
      }
    })
    from.once('end', () => arrivals.add(arriveMs(0), () => to.end()))
    from.once('error', () => to.destroy())
    from.once('close', () => this.#sockets.delete(from))
  }
}

/** Runs each task at its time, in the order in which the tasks were added. */
class DelayQueue {
  readonly #waiting: { readonly atMs: number; readonly work: () => void }[] = []

  add(atMs: number, work: () => void): void {
    this.#waiting.push({ atMs, work })
    if (this.#waiting.length === 1) this.#schedule()
  }

  #schedule(): void {
    const [first] = this.#waiting
    if (first !== undefined) setTimeout(() => this.#run(), Math.max(0, first.atMs - performance.now()))
  }

  #run(): void {
    while (this.#waiting[0] !== undefined && this.#waiting[0].atMs <= performance.now() + 0.5) {
      this.#waiting.shift()?.work()
    }
    this.#schedule()
  }
}
