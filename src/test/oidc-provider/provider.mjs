// An OpenID Connect provider for tests: oidc-provider with accounts that tests make, a sign-in page
// with one field, no question of consent, and mistakes on demand. Its input says all it has to know;
// it ends when that ends.
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import Provider from 'oidc-provider';

const { port, clientId, clientSecret, redirectUris, signedOutUris } = JSON.parse(process.argv[2]);
const issuer = `http://localhost:${port}`;
const key = await generateKeyPair('RS256', { extractable: true });
const another = await generateKeyPair('RS256', { extractable: true });
const jwk = { ...(await exportJWK(key.privateKey)), kid: 'test', use: 'sig', alg: 'RS256' };

const accounts = new Map();
let mistake = 'none';

const provider = new Provider(issuer, {
  jwks: { keys: [jwk] },
  clients: [{
    client_id: clientId,
    client_secret: clientSecret,
    redirect_uris: redirectUris,
    post_logout_redirect_uris: signedOutUris,
    grant_types: ['authorization_code'],
    response_types: ['code'],
  }],
  claims: {
    openid: ['sub'],
    profile: ['preferred_username', 'name', 'given_name', 'family_name', 'groups'],
    email: ['email', 'email_verified'],
  },
  cookies: { keys: ['only for tests'] },
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
  interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
  ttl: { AccessToken: 600, AuthorizationCode: 60, IdToken: 600, Interaction: 600, Session: 600, Grant: 600 },
  findAccount: (ctx, id) =>
    accounts.has(id) ? { accountId: id, claims: () => ({ sub: id, ...accounts.get(id) }) } : undefined,
  loadExistingGrant: async (ctx) => {
    const grant = new ctx.oidc.provider.Grant({
      clientId: ctx.oidc.client.clientId,
      accountId: ctx.oidc.session.accountId,
    });
    grant.addOIDCScope('openid profile email');
    await grant.save();
    return grant;
  },
});

// What a provider that is broken, or somebody who pretends to be one, would answer.
const mistakes = {
  nonce: (claims) => ({ ...claims, nonce: 'of another sign-in' }),
  issuer: (claims) => ({ ...claims, iss: 'https://evil.example' }),
  audience: (claims) => ({ ...claims, aud: 'another-client' }),
  party: (claims) => ({ ...claims, aud: [claims.aud, 'another-client'], azp: 'another-client' }),
  expired: (claims) => ({ ...claims, exp: claims.iat - 600, iat: claims.iat - 1200 }),
  signature: (claims) => claims,
  subject: (claims) => ({ ...claims, sub: 'somebody-else' }),
};

provider.use(async (ctx, next) => {
  if (ctx.path === '/token' && mistake === 'away') {
    ctx.status = 503;
    return;
  }
  await next();
  if (ctx.path === '/token' && ctx.body?.id_token && mistake === 'unsigned') {
    const [, claims] = ctx.body.id_token.split('.');
    const header = Buffer.from('{"alg":"none"}').toString('base64url');
    ctx.body.id_token = `${header}.${claims}.`;
  } else if (ctx.path === '/token' && ctx.body?.id_token && mistake in mistakes) {
    const claims = JSON.parse(Buffer.from(ctx.body.id_token.split('.')[1], 'base64url'));
    ctx.body.id_token = await new SignJWT(mistakes[mistake](claims))
      .setProtectedHeader({ alg: 'RS256', kid: 'test' })
      .sign((mistake === 'signature' ? another : key).privateKey);
  }
});

const bodyOf = async (request) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  return body;
};

const form = `<!doctype html><html lang="en"><title>Provider</title><h1>Provider</h1>
<form method="post"><label>Account <input name="account"></label>
<button name="answer" value="yes">Continue</button><button name="answer" value="no">Cancel</button></form>`;

const handle = async (request, response) => {
  const [, kind, id] = request.url.split('/');
  if (kind === 'interaction' && request.method === 'GET') {
    response.setHeader('Content-Type', 'text/html;charset=utf-8').end(form);
  } else if (kind === 'interaction') {
    const fields = new URLSearchParams(await bodyOf(request));
    const result = fields.get('answer') === 'no'
      ? { error: 'access_denied', error_description: 'forged\nline' }
      : { login: { accountId: fields.get('account') } };
    await provider.interactionFinished(request, response, result);
  } else if (kind === 'accounts') {
    accounts.set(id, JSON.parse(await bodyOf(request)));
    response.end();
  } else if (kind === 'mistake') {
    mistake = id;
    response.end();
  } else {
    provider.callback()(request, response);
  }
};

createServer((request, response) => {
  handle(request, response).catch((failure) => {
    console.error(failure);
    response.writeHead(500).end();
  });
}).listen(port, 'localhost', () => console.log('ready'));
process.stdin.on('end', () => process.exit()).resume();
