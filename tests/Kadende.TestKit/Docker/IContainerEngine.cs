using Kadende.Sdk.Machines;

namespace Kadende.TestKit.Docker;

/// <summary>An engine of a test's own that answers Docker's calls; it ends with its containers when it is disposed.</summary>
public interface IContainerEngine : IDisposable
{
    /// <summary>Where it answers.</summary>
    string Host { get; }

    /// <summary>Asks it as a user would, with <c>docker</c>, and reaches the ports that it publishes.</summary>
    IMachineShell Shell { get; }
}
