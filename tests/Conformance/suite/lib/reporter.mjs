// One JSON line for each test that is no group of others.
const duration = (details) => Math.round(details.duration_ms ?? 0);

const reason = (error) => error?.cause?.stack ?? error?.cause ?? error?.stack ?? String(error);

export default async function* report(events) {
  const path = [];
  for await (const { type, data } of events) {
    if (type === 'test:start') {
      path.length = data.nesting;
      path[data.nesting] = data.name;
    } else if ((type === 'test:pass' || type === 'test:fail') && data.details.type !== 'suite') {
      path.length = data.nesting;
      const result = { name: [...path, data.name].join(' > '), file: data.file, milliseconds: duration(data.details) };
      if (data.skip !== undefined) {
        result.skipped = data.skip === true ? '' : String(data.skip);
      } else if (type === 'test:fail') {
        result.error = String(reason(data.details.error));
      }
      yield `${JSON.stringify(result)}\n`;
    }
  }
}
