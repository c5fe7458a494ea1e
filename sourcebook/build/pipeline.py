"""A build from top to bottom: every build and check passes through here."""

from sourcebook.build.inputs import read_inputs
from sourcebook.build.manifest import Manifest, recall_manifest, save_manifest
from sourcebook.build.options import BuildOptions, Report
from sourcebook.cache.cache import Caches
from sourcebook.output.guard import WriteError, refusal, write_problem


def build(options: BuildOptions, caches: Caches | None = None) -> Report:
    """Build the site of `options.content` into `options.out`.

    If there is an error, the output stays as it was.
    """
    caches = caches or Caches.in_memory()
    refused = refusal(options.out, options.reads)
    if refused:
        return Report((refused,))
    try:
        report = _build(options, caches, recall_manifest(caches.dossier, options.out))
        if report is None:  # somebody changed a file that was to be carried over
            report = _build(options, caches, None)
    except WriteError as error:
        report = Report((write_problem(options.out, error),))
    caches.commit()
    return report or Report()


def _build(options: BuildOptions, caches: Caches, last: Manifest | None) -> Report | None:
    stage = options.progress.stage
    with stage("read"):
        read = read_inputs(options)
    if last is not None and last.inputs == read.inputs and not read.problems:
        return Report(last.problems, carried=last.files, facts=last.facts)

    # Where nothing has changed, a build would spend a third of its time on these.
    from sourcebook.build.checks import all_problems, check_all, run_checks
    from sourcebook.build.full_text import FullText
    from sourcebook.build.load import in_order, load
    from sourcebook.build.plan import manifest_of, plan_build
    from sourcebook.build.task import kept_files, make
    from sourcebook.output.publish import publish
    from sourcebook.output.staging import Staging

    loaded = load(read, options, caches)
    if loaded.failed:
        return Report(check_all(loaded, options.workers), loaded.dossier)
    with stage("plan"):
        plan = plan_build(loaded, read, options, caches.templates, last.build if last else None)
    with stage("check", len(plan.checks.run)):
        checked = run_checks(plan.checks.tasks, plan.reader, options.workers)
        problems = all_problems(loaded, plan.problems(checked), deploys=options.deploys)
    if any(problem.level == "error" for problem in problems):
        return Report(problems, loaded.dossier)
    trees = last.trees if last else ({}, {})
    with Staging(options.out) as staging, FullText(plan, options, staging) as full_text:
        with stage("make", len(plan.site.run)):
            made = make(plan.site.tasks, plan.reader, staging, options.workers, full_text.begin, options)
        if faults := [problem for result in made for problem in result.problems]:
            return Report(in_order((*problems, *faults)), loaded.dossier)
        with stage("full text"):
            made += full_text.results()
        ran = plan.ran(checked, made, full_text.kept)
        with stage("publish", len(ran.site.files)):
            published = publish(staging, ran.site.files, kept_files(ran.site.files, made, trees[0]), trees)
    if published.trees is None:
        return Report((published.problem, *problems)) if published.problem else None
    save_manifest(caches.dossier, options.out, manifest_of(read.inputs, plan, problems, published.trees, ran))
    return Report(problems, loaded.dossier, *plan.outcome(made, ran.site.files), facts=plan.facts, gap=published.gap)


def check(options: BuildOptions, caches: Caches | None = None) -> Report:
    """Report all problems of the dossier in `options.content` without building it."""
    from sourcebook.build.checks import check_all
    from sourcebook.build.load import load

    caches = caches or Caches.in_memory()
    loaded = load(read_inputs(options), options, caches)
    caches.commit()
    return Report(check_all(loaded, options.workers), loaded.dossier, bodies=loaded.bodies)
