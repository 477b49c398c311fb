// npm's openid-client, as an application that is protected by our tokens has it.
import * as openid from 'openid-client';
import { run } from './steps.mjs';

await run(async ({ issuer, clientId, clientSecret, method }) => {
  const authentication = method === 'client_secret_post'
    ? openid.ClientSecretPost(clientSecret)
    : openid.ClientSecretBasic(clientSecret);
  const server = await openid.discovery(new URL(issuer), clientId, undefined, authentication, {
    algorithm: 'oauth2',
    execute: [openid.allowInsecureRequests],
  });
  return {
    introspect: (token) => openid.tokenIntrospection(server, token),
    revoke: (token) => openid.tokenRevocation(server, token),
  };
});
