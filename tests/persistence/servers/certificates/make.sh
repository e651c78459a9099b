#!/usr/bin/env bash
# Makes the certificates in this folder anew, all of them with new keys.
set -euo pipefail
cd "$(dirname "$0")"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
touch "$work/index"

new_key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1"; }

# sign <file> <common name> <extension> <key> <last day> <signer's options>…
sign() {
  local file=$1 name=$2 extension=$3 key=$4 last=$5
  shift 5
  openssl req -new -key "$key" -subj "/CN=$name" -out "$work/request"
  cat > "$work/config" <<END
[ca]
default_ca = ca
[ca]
database = $work/index
new_certs_dir = $work
rand_serial = yes
default_md = sha256
unique_subject = no
policy = policy
x509_extensions = extensions
[policy]
commonName = supplied
[extensions]
$extension
END
  openssl ca -batch -notext -config "$work/config" -in "$work/request" -out "$file" \
    -startdate 20200101000000Z -enddate "${last}000000Z" "$@"
}

here="subjectAltName = DNS:localhost, IP:127.0.0.1"
signed=(-cert authority.pem -keyfile "$work/authority-key")

new_key "$work/authority-key"
new_key key.pem
sign authority.pem "Authority of the tests" "basicConstraints = critical, CA:TRUE" "$work/authority-key" 21200101 \
  -selfsign -keyfile "$work/authority-key"
sign server.pem localhost "$here" key.pem 21200101 "${signed[@]}"
sign expired.pem localhost "$here" key.pem 20200102 "${signed[@]}"
sign other-name.pem elsewhere "subjectAltName = DNS:elsewhere.example" key.pem 21200101 "${signed[@]}"
sign self-signed.pem localhost "$here" key.pem 21200101 -selfsign -keyfile key.pem
