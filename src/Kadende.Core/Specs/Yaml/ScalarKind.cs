namespace Kadende.Core.Specs.Yaml;

/// <summary>What a scalar is by the core schema of YAML 1.2. Whatever is quoted is text.</summary>
internal enum ScalarKind
{
    Text,
    Null,
    Boolean,
    Integer,
    Float,

    /// <summary><c>.inf</c> and <c>.nan</c>: numbers that JSON does not have.</summary>
    NotFinite,
}
