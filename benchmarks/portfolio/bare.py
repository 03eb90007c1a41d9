"""Kreuzberg's bare extraction of a folder, OCR off; prints JSON.

Each file is extracted in one of so many processes; where a file takes longer than allowed its process is
ended and the others go on, as a batch must.
"""

import json
import multiprocessing
import threading
import time
from multiprocessing.connection import Connection
from pathlib import Path


def main(folder: str, workers: str, seconds: str) -> None:
    waiting = sorted(p for p in Path(folder).rglob("*") if p.is_file())
    lock, failed = threading.Lock(), []
    begin = time.perf_counter()
    clocks = []

    def serve() -> None:
        worker = _Worker()
        worker.start()
        with lock:
            clocks.append(time.perf_counter())
        while True:
            with lock:
                path = waiting.pop(0) if waiting else None
            if path is None:
                worker.end()
                return
            if not worker.extracted(path, float(seconds)):
                failed.append(str(path))

    threads = [threading.Thread(target=serve) for _ in range(int(workers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    end = time.perf_counter()
    print(json.dumps({"seconds": end - max(clocks), "startup": max(clocks) - begin, "failed": failed}))


class _Worker:
    def start(self) -> None:
        self._pipe, theirs = multiprocessing.Pipe()
        self._process = multiprocessing.get_context("spawn").Process(
            target=_extract, args=(theirs,), daemon=True
        )
        self._process.start()
        theirs.close()
        self._pipe.recv()  # it has imported what it needs

    def extracted(self, path: Path, seconds: float) -> bool:
        """Tell whether the file gave any text within its time."""
        try:
            self._pipe.send(str(path))
            if self._pipe.poll(seconds):
                return bool(self._pipe.recv())
        except (EOFError, OSError):
            pass
        self.end()
        self.start()
        return False

    def end(self) -> None:
        self._process.kill()
        self._process.join()


def _extract(pipe: Connection) -> None:
    from kreuzberg import ExtractionConfig, extract_file_sync

    plainly = ExtractionConfig(output_format="markdown", disable_ocr=True, use_cache=False)
    pipe.send(True)
    while True:
        path = pipe.recv()
        try:
            pipe.send(bool(extract_file_sync(path, config=plainly).content.strip()))
        except Exception:  # whatever it makes of a broken file
            pipe.send(False)
