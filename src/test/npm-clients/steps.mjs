// Reads what a test wants from standard input, does one step after the other, and prints what came of
// each as JSON. Secrets come this way and not as arguments, which everybody on the machine can read.
export const run = async (prepare) => {
  let text = '';
  for await (const chunk of process.stdin) {
    text += chunk;
  }
  const task = JSON.parse(text);
  const steps = await prepare(task);
  const results = [];
  for (const { action, token } of task.steps) {
    try {
      results.push({ result: await steps[action](token) ?? null });
    } catch (failure) {
      results.push({ error: failure.error ?? failure.code ?? failure.name, status: failure.status });
    }
  }
  console.log(JSON.stringify(results));
};
