// npm's oidc-provider as bench/peers measures it: one client, tokens in its memory, introspection.
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const { port, clientId, clientSecret } = JSON.parse(process.env.PEER);
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{
    client_id: clientId,
    client_secret: clientSecret,
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
  }],
  features: {
    clientCredentials: { enabled: true },
    devInteractions: { enabled: false },
    introspection: { enabled: true },
  },
  ttl: { ClientCredentials: 3600 },
});
createServer(provider.callback()).listen(port, '127.0.0.1');
