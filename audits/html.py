"""``make lint-html``: the Nu HTML checker over every page of site/."""

import shutil
import subprocess
import sys

from audits.tools import SITE, installed


def main() -> int:
    if shutil.which("java") is None:
        sys.exit("需要 Java。Debian：apt-get install default-jre-headless")
    jar = installed() / "vnu-jar/build/dist/vnu.jar"
    pages = sorted(SITE.rglob("*.html"))
    if not pages:
        sys.exit("site/ 里没有网页，请先 make site。")
    command = ["java", "-jar", str(jar), "--errors-only", "--skip-non-html", *map(str, pages)]
    found = subprocess.run(command, check=False, capture_output=True, text=True)
    errors = [line.replace(f"file:{SITE}/", "") for line in found.stderr.splitlines() if line.strip()]
    print("\n".join(errors[:200]))
    print(f"{len(pages)} 个网页，{len(errors)} 个错误")
    return int(bool(errors) or found.returncode != 0)


if __name__ == "__main__":
    sys.exit(main())
