using Kadende.Core.Audit;
using Kadende.Runtime.Stores;

namespace Kadende.Api.Tests.Audit;

/// <summary>An audit that is lost with its process, and that can be told to be away.</summary>
internal sealed class MemoryAuditStore : IAuditStore
{
    private readonly Lock _lock = new();
    private readonly List<AuditRecord> _records = [];
    private readonly TaskCompletionSource<AuditRecord> _completed = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Takes nothing.</summary>
    public bool IsAway { get; set; }

    /// <summary>Takes no outcomes.</summary>
    public bool LosesOutcomes { get; set; }

    public Task Begun => _begun.Task;

    /// <summary>The first record that had its outcome written.</summary>
    public Task<AuditRecord> Completed => _completed.Task;

    /// <summary>Every call came from a request, as the store's lanes see it.</summary>
    public bool IsInLane { get; private set; } = true;

    public IReadOnlyList<AuditRecord> Records
    {
        get
        {
            lock (_lock)
            {
                return [.. _records];
            }
        }
    }

    public Task<StoredAudit> AddAsync(AuditRecord record, CancellationToken cancellationToken)
    {
        IsInLane &= StoreLane.IsOfRequest;
        if (IsAway)
        {
            throw Away();
        }

        lock (_lock)
        {
            _records.Add(record);
            _begun.TrySetResult();
            return Task.FromResult(new StoredAudit($"{_records.Count}", DateTimeOffset.UnixEpoch, record, ""));
        }
    }

    public Task<bool> CompleteAsync(StoredAudit before, AuditRecord after, CancellationToken cancellationToken)
    {
        IsInLane &= StoreLane.IsOfRequest;
        cancellationToken.ThrowIfCancellationRequested();
        if (IsAway || LosesOutcomes)
        {
            throw Away();
        }

        lock (_lock)
        {
            _records[_records.IndexOf(before.Record)] = after;
        }

        _completed.TrySetResult(after);
        return Task.FromResult(true);
    }

    public Task<Page<StoredAudit>> ReadAsync(AuditQuery query, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    private static StoreUnavailableException Away() => new("The audit is away.", null);
}
