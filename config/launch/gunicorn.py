"""How gunicorn serves: several workers on loopback, none of which outlives its master, and no socket to steer it by."""

import os
import signal
from pathlib import Path

from config.launch.children import end_with_parent

bind = f"127.0.0.1:{os.environ.get('PORT') or 8000}"
workers = int(os.environ.get("KUA_WORKERS") or min(2 * (os.cpu_count() or 1) + 1, 4))
threads = 16  # most of them wait for somebody's slow line; half take uploads at most (UPLOADS_AT_ONCE)
worker_class = "gthread"
preload_app = True  # the first page after one loading instead of four; nothing is connected by loading
timeout = 60
graceful_timeout = 5
keepalive = 5
accesslog = None
errorlog = "-"
loglevel = "warning"
control_socket_disable = True
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None


def post_fork(server, worker):
    """A worker dies with its master, kill -9 included."""
    end_with_parent(server.pid, signal.SIGKILL)


def child_exit(server, worker):
    """A worker that was lost, not one that was too slow, ends the master: the supervisor then says so and stops all."""
    if not worker.aborted:
        os.kill(server.pid, signal.SIGTERM)
