# syntax=docker/dockerfile:1
FROM node:24-bookworm-slim AS build
WORKDIR /parley
COPY . .
RUN --mount=type=cache,target=/root/.npm npm ci --no-audit --no-fund && npm run pack -- /packed

FROM node:24-bookworm-slim
WORKDIR /app
RUN --mount=type=bind,from=build,source=/packed,target=/packed --mount=type=cache,target=/root/.npm \
    npm install --no-audit --no-fund --no-update-notifier /packed/*.tgz
ENV NODE_ENV=production \
    PATH=/app/node_modules/.bin:$PATH \
    HOST=0.0.0.0 \
    PORT=8080 \
    DATABASE_URL=sqlite:/data/parley.db \
    FILES_URL=file:/data/files
# The volume takes its owner from this folder.
RUN install --directory --owner=1000 --group=1000 --mode=0700 /data
VOLUME /data
USER 1000:1000
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
    CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["openparley"]
CMD ["serve"]
