// The models of Kubernetes' own JavaScript client: what they write is asked, and what is answered has
// to be something that they read.
import { ObjectSerializer } from '@kubernetes/client-node/dist/gen/models/ObjectSerializer.js';
import { run } from './steps.mjs';

await run(({ address, authorization, audiences }) => ({
  review: async (token) => {
    const review = {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenReview',
      spec: { token, audiences },
    };
    const answer = await fetch(address, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(ObjectSerializer.serialize(review, 'V1TokenReview')),
    });
    const read = ObjectSerializer.deserialize(await answer.json(), 'V1TokenReview');
    return { model: read.constructor.name, status: read.status };
  },
}));
