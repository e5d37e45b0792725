# docker build --tag servanda .
FROM node:26-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# npm ci checks what it leaves out too, and a lock can lack tools of other platforms: https://github.com/npm/cli/issues/4828.
# No scripts: better-sqlite3 brings its binaries, and the package `node` would fetch the Node.js that is here already.
RUN npm pkg delete devDependencies && npm ci --omit=dev --ignore-scripts

# The pages are built with the tools of development, which stay behind.
FROM node:26-bookworm-slim AS pages
WORKDIR /app
COPY package.json package-lock.json .npmrc tsconfig.json ./
RUN npm ci --ignore-scripts
COPY scripts/build-pages.js ./scripts/
COPY web ./web
RUN node scripts/build-pages.js

FROM node:26-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATABASE_URL=file:/data/servanda.db
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json LICENSE ./
COPY migrations ./migrations
COPY seeds ./seeds
COPY src ./src
COPY --from=pages /app/web/dist ./web/dist
# Nothing is written but the SQLite file: the root file system may be read-only. 1000 is `node` in this image.
RUN mkdir /data && chown 1000:1000 /data
VOLUME /data
USER 1000:1000
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Without a shell or npm in between, SIGTERM reaches the server.
CMD ["node", "src/cli/run.ts", "serve"]
