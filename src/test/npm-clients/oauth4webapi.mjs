// npm's oauth4webapi, which holds every answer against its RFC.
import * as oauth from 'oauth4webapi';
import { run } from './steps.mjs';

const LOOPBACK = { [oauth.allowInsecureRequests]: true };

await run(async ({ issuer, clientId, clientSecret, method }) => {
  const url = new URL(issuer);
  const discovered = await oauth.discoveryRequest(url, { algorithm: 'oauth2', ...LOOPBACK });
  const server = await oauth.processDiscoveryResponse(url, discovered);
  const client = { client_id: clientId };
  const authentication = method === 'client_secret_post'
    ? oauth.ClientSecretPost(clientSecret)
    : oauth.ClientSecretBasic(clientSecret);
  return {
    introspect: async (token) => {
      const answer = await oauth.introspectionRequest(server, client, authentication, token, LOOPBACK);
      return oauth.processIntrospectionResponse(server, client, answer);
    },
    revoke: async (token) => {
      const answer = await oauth.revocationRequest(server, client, authentication, token, LOOPBACK);
      return oauth.processRevocationResponse(answer);
    },
  };
});
