"""gunicorn as bin/run has it, but a lost worker is replaced instead of ending all: here losing workers is the point."""

import os

import config.launch.gunicorn as usual

bind, threads, worker_class, preload_app = usual.bind, usual.threads, usual.worker_class, usual.preload_app
timeout, graceful_timeout, keepalive = usual.timeout, usual.graceful_timeout, usual.keepalive
accesslog, errorlog, loglevel = None, "-", "critical"
control_socket_disable, worker_tmp_dir, post_fork = True, usual.worker_tmp_dir, usual.post_fork
workers = int(os.environ.get("KUA_WORKERS", "2"))
