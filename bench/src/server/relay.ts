// What a message costs over `ws` alone: a frame from a visitor is passed on to its agent as it is, and its
// sender is answered. No storage, no order, no promise. Prints its port.
import { createServer } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'

const server = createServer()
const sockets = new WebSocketServer({
  server,
  perMessageDeflate: false,
  clientTracking: false,
  maxPayload: 65_536,
})
const agents = new Map<string, WebSocket>()

sockets.on('connection', (socket, request) => {
  const url = new URL(request.url ?? '/', 'http://relay')
  const agent = url.searchParams.get('agent') ?? ''
  if (url.pathname === '/agent') {
    agents.set(agent, socket)
    return
  }
  socket.on('message', (data) => {
    const text = data.toString()
    const { id } = JSON.parse(text) as { id: number }
    agents.get(agent)?.send(text)
    socket.send(`{"re":${id},"ok":{}}`)
  })
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  console.log(JSON.stringify({ port: typeof address === 'object' && address !== null ? address.port : 0 }))
})
