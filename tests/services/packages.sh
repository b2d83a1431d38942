# What Debian brings. Nothing that is installed here starts by itself.

# install_packages PACKAGE...: installs those that are missing.
install_packages() {
    local missing=() package
    for package in "$@"; do
        dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0

    can_install_packages || { fail "missing Debian packages: ${missing[*]} (run as root on Debian, or install them)"; return 1; }
    step "installing Debian packages: ${missing[*]}"
    use_apt_proxy
    without_starting_services install_now "${missing[@]}"
}

can_install_packages() { [ "$(id -u)" -eq 0 ] && [ -e /etc/debian_version ] && command -v apt-get >/dev/null; }

install_now() {
    local log=$MOV_SERVICES_DIR/apt.log
    export DEBIAN_FRONTEND=noninteractive
    quietly "$log" apt-get -q -o DPkg::Lock::Timeout=300 update &&
        quietly "$log" apt-get -q -y -o DPkg::Lock::Timeout=300 install --no-install-recommends "$@"
}

# A policy-rc.d that answers 101 keeps Debian's packages from starting what they bring; one that was there before stays.
without_starting_services() {
    local policy=/usr/sbin/policy-rc.d code=0
    if [ -e "$policy" ]; then
        "$@"
        return
    fi
    forbid_service_starts "$policy"
    "$@" || code=$?
    rm -f "$policy"
    return "$code"
}

forbid_service_starts() {
    printf '#!/bin/sh\nexit 101\n' >"$1"
    chmod 755 "$1"
}

# The mirror that this machine's own apt reads Debian from.
debian_mirror() {
    local codename
    codename=$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:-}")
    apt-get indextargets --format '$(SITE) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
        awk -v release="$codename" '$2 == release && $3 == "main" && !found { print $1; found = 1 }'
}

# Tools other than apt go through apt's proxy, too.
use_apt_proxy() {
    local APT_HTTP_PROXY=
    eval "$(apt-config shell APT_HTTP_PROXY Acquire::http::Proxy)"
    [ -z "$APT_HTTP_PROXY" ] || [ -n "${http_proxy:-}" ] || export http_proxy=$APT_HTTP_PROXY
}

# package_version PACKAGE [ROOT]
package_version() { dpkg-query --admindir="${2:-}/var/lib/dpkg" -W -f '${Package} ${Version}' "$1" 2>/dev/null || printf '%s not installed' "$1"; }
