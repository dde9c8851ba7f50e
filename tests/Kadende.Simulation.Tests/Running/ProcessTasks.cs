namespace Kadende.Simulation.Tests.Running;

/// <summary>All that runs in one process. When the process is killed, what it still had to do is never done.</summary>
internal sealed class ProcessTasks(SeededScheduler scheduler) : TaskScheduler
{
    private List<Task>? _held;

    public bool IsDead { get; private set; }

    public bool IsFrozen => _held is not null;

    public Task RunAsync(Func<Task> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.None, this).Unwrap();

    public void Kill()
    {
        IsDead = true;
        _held = null;
        scheduler.Withdraw(this);
    }

    /// <summary>From now on nothing of it runs, but nothing is lost: a long pause of its machine.</summary>
    public void Freeze()
    {
        if (!IsDead)
        {
            _held ??= [.. scheduler.Withdraw(this)];
        }
    }

    public void Thaw()
    {
        var held = _held ?? [];
        _held = null;
        held.ForEach(task => scheduler.Add(this, task));
    }

    public void Execute(Task task) => TryExecuteTask(task);

    protected override void QueueTask(Task task)
    {
        if (IsDead)
        {
            return;
        }

        if (_held is not null)
        {
            _held.Add(task);
        }
        else
        {
            scheduler.Add(this, task);
        }
    }

    // Never: a continuation that ran inside of another's step could not be told apart from it by the seed.
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => _held ?? [];
}
