const DEAD_PROXY = "http://127.0.0.1:9/";

/** A value that users rarely have for each variable that the program, its libraries, Node or a test could read. */
export const ODD_VARIABLES = {
  EVENTSTOREDB_URI: "esdb://127.0.0.1:9?tls=false",
  EVENTSTOREDB_ROOT_CERTIFICATES: "/nowhere/root.pem",
  grpc_proxy: DEAD_PROXY,
  http_proxy: DEAD_PROXY,
  https_proxy: DEAD_PROXY,
  no_proxy: "nowhere.invalid",
  no_grpc_proxy: "nowhere.invalid",
  GIT_DIR: "/nowhere/.git",
  npm_config_list: "true",
  npm_config_watch: "true",
  NO_COLOR: "1",
  FORCE_COLOR: "3",
  COLUMNS: "33",
  TZ: "Pacific/Chatham",
  LANG: "tr_TR.UTF-8",
  LC_ALL: "tr_TR.UTF-8",
};
