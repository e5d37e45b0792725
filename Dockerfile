FROM node:26.10.0-trixie-slim

LABEL org.opencontainers.image.title="Servanda" \
      org.opencontainers.image.description="Diplomatic commitments tracker: a REST API on SQLite or PostgreSQL" \
      org.opencontainers.image.licenses="MIT"

WORKDIR /app
COPY package.json package-lock.json ./

# The base image is the runtime, so the npm package of Node.js (200 MB) stays out; and npm ci compares the whole lock
# file, development tools for other platforms included, unless they are not asked for.
RUN npm pkg delete devDependencies dependencies.node \
 && npm ci --omit=dev --no-audit --no-fund \
 && npm cache clean --force \
 && install --directory --owner=node --group=node /data

COPY LICENSE ./
COPY migrations ./migrations
COPY seeds ./seeds
COPY src ./src

ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    DATABASE_URL=file:/data/servanda.db

USER node
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM

HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]

CMD ["node", "src/cli/main.ts", "serve"]
