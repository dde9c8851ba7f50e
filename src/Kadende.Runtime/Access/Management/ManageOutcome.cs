using Kadende.Core.Specs;

namespace Kadende.Runtime.Access.Management;

/// <summary>How a change of teams, users, members or tokens ended. Nothing was stored unless it says so.</summary>
/// <typeparam name="T">What is seen of what was changed.</typeparam>
public abstract record ManageOutcome<T>
{
    private ManageOutcome() { }

    /// <summary>Stored, or already so.</summary>
    public sealed record Done(T Seen) : ManageOutcome<T>;

    /// <summary>Stored, and new.</summary>
    public sealed record Created(T Seen) : ManageOutcome<T>;

    public sealed record Faulty(IReadOnlyList<Fault> Faults) : ManageOutcome<T>;

    public sealed record NotFound(string Message) : ManageOutcome<T>;

    /// <summary>It is not for this caller; the message says for whom it is.</summary>
    public sealed record Refused(string Message) : ManageOutcome<T>;

    /// <summary>It cannot be done as things are; the message says what to do.</summary>
    public sealed record Conflict(string Message) : ManageOutcome<T>;

    /// <summary>Others changed the same each time that this request tried.</summary>
    public sealed record Contended : ManageOutcome<T>;

    /// <summary>The same end, seen otherwise.</summary>
    public ManageOutcome<TOther> Seen<TOther>(Func<T, TOther> view) =>
        this switch
        {
            Done done => new ManageOutcome<TOther>.Done(view(done.Seen)),
            Created created => new ManageOutcome<TOther>.Created(view(created.Seen)),
            Faulty faulty => new ManageOutcome<TOther>.Faulty(faulty.Faults),
            NotFound missing => new ManageOutcome<TOther>.NotFound(missing.Message),
            Refused refused => new ManageOutcome<TOther>.Refused(refused.Message),
            Conflict conflict => new ManageOutcome<TOther>.Conflict(conflict.Message),
            Contended => new ManageOutcome<TOther>.Contended(),
            _ => throw new InvalidOperationException("A change ends in one of these ways."),
        };
}
